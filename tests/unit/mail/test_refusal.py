"""Whose trouble a refusal is, by what mail servers really say."""

from __future__ import annotations

import pytest

from relay_bot.mail.refusal import trouble_of

OF_THE_ADDRESS = [
    (550, "5.1.1 <i@ivan.example>: Recipient address rejected: User unknown in relay recipient table"),
    (550, "5.1.1 <i@ivan.example>: Recipient address rejected: User unknown in virtual mailbox table"),
    (550, "5.1.1 The account does not exist. Please ask the sender to check for typos"),
    (550, "5.1.2 Bad destination system: relay lookup failed"),
    (553, "5.1.3 bad address syntax"),
    (556, "5.1.10 Recipient address has null MX"),
    (521, "5.2.1 This mailbox is disabled"),
    (550, "5.4.1 Recipient address rejected: Access denied"),
    (550, "No such user here"),
]
OF_OURS = [
    (550, "5.1.7 bad sender mailbox"),
    (550, "5.1.8 Sender address rejected: Domain not found"),
    (550, "5.7.1 Relaying denied"),
    (550, "5.7.26 This mail is unauthenticated"),
    (554, "5.7.1 Service unavailable; Client host [192.0.2.1] blocked"),
    (530, "Must issue a STARTTLS command first"),
    (553, "sender not owned by user"),
    (554, "Relay access denied"),
]
OF_A_FULL_BOX = [
    (552, "5.2.2 Mailbox full"),
    (452, "4.2.2 The account is over quota"),
    (552, "Requested mail action aborted: exceeded storage allocation"),
]
THAT_PASSES = [(450, "4.2.0 Greylisted"), (451, "4.7.1 Greylisting in action, sender unknown"), (421, "try later")]


@pytest.mark.parametrize(("code", "words"), OF_THE_ADDRESS)
def test_who_is_unknown_there_is_the_addresss_trouble_whatever_the_words_sound_like(code: int, words: str) -> None:
    assert trouble_of(code, words, of_recipient=True) == "address"


@pytest.mark.parametrize("of_recipient", [True, False])
@pytest.mark.parametrize(("code", "words"), OF_OURS)
def test_who_may_not_send_is_our_own_trouble_at_whatever_step(code: int, words: str, of_recipient: bool) -> None:
    assert trouble_of(code, words, of_recipient=of_recipient) == "account"


@pytest.mark.parametrize("of_recipient", [True, False])
@pytest.mark.parametrize(("code", "words"), OF_A_FULL_BOX)
def test_a_full_mailbox_is_no_wrong_address(code: int, words: str, of_recipient: bool) -> None:
    assert trouble_of(code, words, of_recipient=of_recipient) == "full"


@pytest.mark.parametrize(("code", "words"), THAT_PASSES)
def test_what_passes_doubts_neither_the_address_nor_our_account(code: int, words: str) -> None:
    assert trouble_of(code, words, of_recipient=True) == "reply"
