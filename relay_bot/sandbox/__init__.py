"""A local Telegram: a strict Bot API server, people and groups for tests, and a web page to see it all."""

from relay_bot.sandbox.buttons import Press
from relay_bot.sandbox.call import Upload
from relay_bot.sandbox.client import Client
from relay_bot.sandbox.demo import DemoGroup, DemoPerson, seed_demo, serve
from relay_bot.sandbox.errors import ApiError, NotHappened, Refused, SandboxError
from relay_bot.sandbox.faults import Fault, Faults
from relay_bot.sandbox.groups import Group, Topic
from relay_bot.sandbox.limits import Limits, Stats
from relay_bot.sandbox.people import Person
from relay_bot.sandbox.sandbox import TOKEN, Sandbox
from relay_bot.sandbox.transcript import Message

__all__ = [
    "TOKEN",
    "ApiError",
    "Client",
    "DemoGroup",
    "DemoPerson",
    "Fault",
    "Faults",
    "Group",
    "Limits",
    "Message",
    "NotHappened",
    "Person",
    "Press",
    "Refused",
    "Sandbox",
    "SandboxError",
    "Stats",
    "Topic",
    "Upload",
    "seed_demo",
    "serve",
]
