"""From pydantic's errors to sentences that an admin can act on. What was typed is repeated only if it is no secret."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, get_args

from pydantic import BaseModel
from pydantic_core import ErrorDetails

from relay_bot.config.environment import annotation_at
from relay_bot.config.lines import Path, line_of, written
from relay_bot.texts import Language

# Types of pydantic's errors → sentences; ours are keys of sentences already.
SENTENCES = {
    "missing": "config-missing",
    "extra_forbidden": "config-unknown_key",
    "string_type": "config-need_text",
    "string_too_short": "config-need_filled",
    "int_type": "config-need_whole",
    "int_parsing": "config-need_whole",
    "int_from_float": "config-need_whole",
    "bool_type": "config-need_flag",
    "bool_parsing": "config-need_flag",
    "tuple_type": "config-need_list",
    "model_type": "config-need_table",
    "model_attributes_type": "config-need_table",
    "dict_type": "config-need_table",
    "literal_error": "config-need_choice",
    "string_pattern_mismatch": "config-need_lang",
    "greater_than_equal": "config-too_small",
    "less_than_equal": "config-too_large",
    "string_too_long": "config-too_long",
    "too_short": "config-too_few",
    "too_long": "config-too_many",
    "path_type": "config-need_text",
    "date_type": "config-need_date",
    "date_parsing": "config-need_date",
    "date_from_datetime_parsing": "config-need_date",
    "date_from_datetime_inexact": "config-need_date",
}


@dataclass(frozen=True)
class Problem:
    """A mistake before it has words: where, which sentence, its values."""

    path: Path
    key: str
    values: Mapping[str, Any]


@dataclass(frozen=True)
class Finding:
    """One mistake as an admin reads it. `line` is None for what the file does not contain."""

    key: str
    line: int | None
    message: str

    def __str__(self) -> str:
        return self.message


@dataclass(frozen=True)
class Places:
    """Where keys were written: lines of the file, variables of the environment."""

    file: str
    lines: Mapping[Path, int]
    variables: Mapping[Path, str]

    def finding(self, problem: Problem, t: Language) -> Finding:
        key, line = written(problem.path), line_of(self.lines, problem.path)
        sentence = t.plain(problem.key, **problem.values)
        if variable := self._variable(problem.path, line):
            return Finding(key, None, t.plain("config-at_variable", name=variable, sentence=sentence))
        if line is None:
            return Finding(key, None, t.plain("config-at_file", file=self.file, key=key, sentence=sentence))
        return Finding(key, line, t.plain("config-at_line", file=self.file, line=line, key=key, sentence=sentence))

    def _variable(self, path: Path, line: int | None) -> str | None:
        """The variable that set this key or something around it; for what the file lacks, something inside it."""
        for origin, variable in self.variables.items():
            if path[: len(origin)] == origin or (line is None and origin[: len(path)] == path):
                return variable
        return None


def from_pydantic(errors: Iterable[ErrorDetails], model: type[BaseModel]) -> list[Problem]:
    errors = list(errors)
    inner = {tuple(error["loc"][:-1]) for error in errors}
    # A list of which no item could be read counts as empty too: that second complaint would only confuse.
    told = [error for error in errors if not (error["type"] == "too_short" and tuple(error["loc"]) in inner)]
    return [_problem(error, model) for error in told]


def _problem(error: ErrorDetails, model: type[BaseModel]) -> Problem:
    path: Path = tuple(error["loc"])
    kind, context = error["type"], error.get("ctx", {})
    key = kind if kind.startswith("config-") else SENTENCES.get(kind, "config-bad_value")
    match key:
        case "config-unknown_key":
            return _unknown(path, model)
        case "config-need_choice":
            return Problem(path, key, {"allowed": context["expected"].replace("'", '"').replace(" or ", ", ")})
        case "config-need_list" if _of_tables(annotation_at(model, path)):
            return Problem(path, "config-need_tables", {"table": str(path[-1])})
        case "config-too_small":
            return Problem(path, key, {"least": str(context["ge"])})
        case "config-too_large" if kind != key:
            return Problem(path, key, {"most": str(context["le"])})
        case "config-too_long":
            return Problem(path, key, {"n": context["max_length"]})
        case "config-too_few":
            return Problem(path, key, {"n": context["min_length"]})
        case "config-too_many":
            return Problem(path, key, {"n": context["max_length"]})
        case _:
            return Problem(path, key, context if key == kind else {})


def _of_tables(kind: Any) -> bool:
    """A list of which every item is a table: [[managers]]."""
    return any(isinstance(item, type) and issubclass(item, BaseModel) for item in get_args(kind))


def _unknown(path: Path, model: type[BaseModel]) -> Problem:
    table = annotation_at(model, path[:-1])
    for inner in (table, *get_args(table)):
        if isinstance(inner, type) and issubclass(inner, BaseModel):
            known = [field.alias or name for name, field in inner.model_fields.items()]
            if close := difflib.get_close_matches(str(path[-1]), known, n=1, cutoff=0.6):
                return Problem(path, "config-unknown_key_close", {"close": close[0]})
            return Problem(path, "config-unknown_key", {"known": ", ".join(known)})
    return Problem(path, "config-unknown_key", {"known": ""})
