"""The errors of the sandbox.

SandboxError
├── ApiError      what a Bot API call is answered with (code, description, parameters)
├── Refused       a person cannot do that (no such button, the bot is blocked, no rights)
└── NotHappened   `Sandbox.wait` gave up; also an AssertionError, so that a test fails with its transcript
"""

from __future__ import annotations

from typing import Any


class SandboxError(Exception):
    """Any error of the local Telegram."""


class ApiError(SandboxError):
    """An unsuccessful answer of the Bot API."""

    def __init__(self, code: int, description: str, parameters: dict[str, Any] | None = None) -> None:
        super().__init__(f"{code} {description}")
        self.code = code
        self.description = description
        self.parameters = parameters

    def answer(self) -> dict[str, Any]:
        """The JSON body that Telegram sends for this error."""
        body: dict[str, Any] = {"ok": False, "error_code": self.code, "description": self.description}
        if self.parameters:
            body["parameters"] = self.parameters
        return body


class Refused(SandboxError):
    """A person tried what the Telegram apps would not let them do."""


class NotHappened(SandboxError, AssertionError):
    """The awaited condition did not come true in time."""


def bad_request(text: str, parameters: dict[str, Any] | None = None) -> ApiError:
    return ApiError(400, f"Bad Request: {text}", parameters)


def forbidden(text: str) -> ApiError:
    return ApiError(403, f"Forbidden: {text}")


def conflict(text: str) -> ApiError:
    return ApiError(409, f"Conflict: {text}")


def too_many_requests(retry_after: int) -> ApiError:
    return ApiError(429, f"Too Many Requests: retry after {retry_after}", {"retry_after": retry_after})
