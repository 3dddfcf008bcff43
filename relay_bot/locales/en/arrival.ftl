start-hello = Hello. This is the { $company } bot. You can create a waybill, file a claim and write to your manager here.
start-ask_phone = Tap the button below: we will find your manager by your number. It is used for waybills and cargo matters only. <a href="{ $privacy_url }">How we handle data</a>
btn-share_phone = 📱 Share my number
start-phone_not_yours = This contact belongs to someone else. Tap “📱 Share my number” to share yours.
start-phone_typed = We got { PHONE($phone) }, but it can only be confirmed with the button. Tap “📱 Share my number”.
start-welcome =
    { $name }, your manager is <b>{ $manager }</b>, { PHONE($manager_phone) }.
    Write any question here, your manager will see it at once. Waybills and claims are on the buttons below.
start-welcome_back = Welcome back, { $name }. Your manager is <b>{ $manager }</b>.
start-unassigned = Thank you, { $name }. We are assigning a manager, it usually takes up to { $minutes } min. You can create a waybill right now.
start-assigned = Your manager is <b>{ $manager }</b>, { PHONE($manager_phone) }.
start-bad_invite = This invite link is no longer valid. No problem: tap “📱 Share my number” and we will find you.
start-too_many_codes = Too many links that did not work. Confirm your number with the button below: that is how we know you at once.
start-invite_used = This invite has already been used from another account. Please confirm your number with the button below.
start-number_moved = Your number { PHONE($phone) } has been confirmed from another Telegram account: the chat with your manager goes on there now. If that was not you, confirm the number with the button below and write to your manager.
start-manager = You are signed in as manager <b>{ $manager }</b>. Clients: { $n }. Work group: { $group }. Commands: /help in the group. Do not mute this chat: calls arrive here and as mentions.
