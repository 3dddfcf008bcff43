"""The numbers of a message: sizes, weight and counts of pieces, with labels and without."""

from __future__ import annotations

import re
from dataclasses import replace

from relay_bot.domain.parsing import dims, places, sizes, weight
from relay_bot.domain.parsing.kilograms import unit_of
from relay_bot.domain.parsing.labels import Label
from relay_bot.domain.parsing.mentions import Mention, find_weights
from relay_bot.domain.parsing.numbers import read_line
from relay_bot.domain.parsing.sheet import Sheet
from relay_bot.domain.parsing.text import GONE
from relay_bot.domain.parsing.values import Accept, Dims, FieldName, Refuse, Weight
from relay_bot.domain.parsing.volume import find_volume

CARGO: tuple[FieldName, ...] = ("descr", "weight", "dims")
_LONE_NUMBER = re.compile(rf"(?:^|[,;\n{GONE}]) ?(\d{{1,3}} \d{{3}}|\d{{2,5}}) ?(?=$|[,;\n{GONE}])")
_EACH_ON_PALLETS = re.compile(r"(?:пал+|поддон)[а-я]* по \d+(?![.,]?\d| ?(?:см|мм|м|[хx*]))")  # «по 500»: their weight
_UNIT_IN_LABEL = re.compile(r"[ ,(]+(кг|т|тонн[а-я]*|kg|t|tons?|мм|см|м|mm|cm|m)\)?[ :=,-]*$")
_WEIGHT_SAID = re.compile(r"(?<![а-я])(?:вес|масса)(?![а-я])|weight")


class Cargo:
    """Reads the numbers off a sheet; sizes before the weight, because «3 места» belong to them first."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet

    def read(self, labels: list[Label]) -> None:
        for kinds in (("places",), ("dims",)):
            for label in labels:
                if label.kind in kinds:
                    self._labelled_number(label)
        self._sizes()
        for label in labels:
            if label.kind == "weight":
                self._labelled_number(label)
        self._weights()

    def _labelled_number(self, label: Label) -> None:
        segment = self.sheet.segment(label)
        match label.kind:
            case "dims" if "dims" not in self.sheet.fields:
                self._labelled_dims(label, segment)
            case "weight" if "weight" not in self.sheet.fields:
                found = find_weights(segment, bare=True)
                if re.match(r" ?-? ?-\d", segment):
                    self.sheet.fields["weight"] = Refuse("err-weight_zero")
                elif found:
                    found = found if found[0].unit else [self._in_unit(label, found[0])]
                    self._weigh(found, label.end, labelled=True)
                elif segment.strip() and not re.search(r"[а-я]{4,}", segment):
                    self.sheet.fields["weight"] = Refuse("err-weight_none")
                self.sheet.take(label.start, label.end)
            case "places" if re.match(r" ?\d{1,4}(?!\d|[.,]\d)", segment):
                count = re.match(r" ?(\d{1,4})(?: ?" + places.PIECE + ")?", segment)
                if count and int(count[1]):
                    self.sheet.places = int(count[1])
                    self.sheet.take(label.start, label.end + count.end())

    def _in_unit(self, label: Label, bare: Mention) -> Mention:
        """«Вес, т: 1,2»: the unit stands in the label."""
        unit = _UNIT_IN_LABEL.search(self.sheet.line.plain[label.start : label.end])
        kg = unit_of(unit[1]) if unit else None
        return replace(bare, kg=tuple(value * kg for value in bare.kg), unit=kg) if kg else bare

    def _labelled_dims(self, label: Label, segment: str) -> None:
        found = sizes.find_sizes(segment, loose=True)
        self.sheet.take(label.start, label.end)
        if found:
            unit = _UNIT_IN_LABEL.search(self.sheet.line.plain[label.start : label.end])
            self._measure([size.in_unit(unit[1]) if unit else size for size in found], label.end)
            return
        volume = find_volume(self.sheet.line.plain[label.start : label.until])
        if volume:
            self.sheet.fields["dims"] = dims.settle_volume(volume[0], self.sheet.rules)
            self.sheet.take(label.start + volume[1], label.start + volume[2])
            return
        clause = re.split(rf"[,;\n{GONE}]", segment, maxsplit=1)[0]
        outcome = dims.read_dims(read_line(clause), self.sheet.rules)
        if clause.strip() and (outcome != Refuse("err-dims_none") or len(segment) < 40):
            self.sheet.fields["dims"] = outcome
            self.sheet.take(label.end, label.end + len(clause))

    def _sizes(self) -> None:
        if "dims" in self.sheet.fields:
            return
        found = sizes.find_sizes(self.sheet.work, loose=self.sheet.asked in CARGO)
        if found and not (self.sheet.asked == "weight" and _EACH_ON_PALLETS.search(self.sheet.work)):
            self._measure(found, 0)
            return
        volume = find_volume(self.sheet.work)
        unknown = sizes.speaks_of_unknown(self.sheet.work)
        if volume:
            self.sheet.fields["dims"] = dims.settle_volume(volume[0], self.sheet.rules)
            self.sheet.take(volume[1], volume[2])
        elif unknown:
            self.sheet.fields["dims"] = dims.read_dims(read_line("не знаю"), self.sheet.rules)
            self.sheet.take(unknown.start(), unknown.end())

    def _measure(self, found: list[sizes.Size], offset: int) -> None:
        overall = re.search(r"общ[а-я]+ (?:габарит|размер)|overall|total dim", self.sheet.line.plain)
        for size in found:
            self.sheet.take(offset + size.start, offset + size.end)
        counted = [] if overall else places.find_places(self.sheet.work)
        n = (
            (places.total(counted) or self.sheet.places)
            if len(found) == 1 and found[0].n is None and not overall
            else None
        )
        self.sheet.fields["dims"] = dims.measure(found, n, self.sheet.rules)
        if n:
            for count in counted:
                if count.bare:
                    self.sheet.take(count.start, count.end)
        volume = find_volume(self.sheet.work)
        if volume:
            self.sheet.take(volume[1], volume[2])

    def _weights(self) -> None:
        if "weight" in self.sheet.fields:
            return
        found = find_weights(self.sheet.work, grams=self.sheet.asked == "weight")
        if found:
            self._weigh(
                found, 0, labelled=self.sheet.asked == "weight" or bool(_WEIGHT_SAID.search(self.sheet.line.plain))
            )

    def _weigh(self, found: list[Mention], offset: int, labelled: bool) -> None:
        for mention in found:
            self.sheet.take(offset + mention.start, offset + mention.end)
        near = [
            c for c in places.find_places(self.sheet.work) if c.bare or (labelled and self._beside(c, found, offset))
        ]
        in_dims = self._counted_in_dims()
        each = any(m.each for m in found)
        counted = places.find_places(self.sheet.work) if each and not near else near
        attach = bool(counted) and (each or not in_dims)
        pieces = (places.total(counted) if attach else None) or self.sheet.places or (self._in_dims() if each else None)
        outcome = weight.weigh(found, pieces, self.sheet.rules)
        if outcome is None:
            return
        if in_dims and isinstance(outcome, Accept) and isinstance(outcome.value, Weight) and not each:
            outcome = replace(outcome, value=replace(outcome.value, places=None))
        self.sheet.fields["weight"] = outcome
        for count in counted if attach else []:
            if count.bare or count in near:
                self.sheet.take(count.start, count.end)

    def _beside(self, count: places.Places, found: list[Mention], offset: int) -> bool:
        """«вес 40 кг, 2 коробки»: nothing stands between."""
        gaps = [
            (offset + m.end, count.start) if count.start >= offset + m.end else (count.end, offset + m.start)
            for m in found
        ]
        return any(re.fullmatch(rf"(?:[ ,;:(-]|на|и|{GONE})*", self.sheet.work[a:b]) for a, b in gaps if a <= b)

    def _in_dims(self) -> int | None:
        """How many pieces the sizes are of, if that was said."""
        outcome = self.sheet.fields.get("dims")
        n = outcome.value.places if isinstance(outcome, Accept) and isinstance(outcome.value, Dims) else None
        return n if n and n > 1 else None

    def _counted_in_dims(self) -> bool:
        return self._in_dims() is not None

    def finish(self) -> None:
        """Once the payment is read too: numbers and counts that stand alone."""
        self._lone_number()
        self._count()

    def _count(self) -> None:
        """A count that stands alone, in neither the weight nor the sizes."""
        counted = places.find_places(self.sheet.work)
        if not counted or self._counted_in_dims():
            return
        self.sheet.places = self.sheet.places or places.total(counted)
        for count in counted:
            if count.bare and self.sheet.asked not in ("frm", "to"):
                self.sheet.take(count.start, count.end)

    def _lone_number(self) -> None:
        """«станок⏎800⏎120х80х150» as the answer about the cargo: a number between commas is the weight."""
        if self.sheet.asked in CARGO and "weight" not in self.sheet.fields:
            lone = _LONE_NUMBER.search(self.sheet.work)
            if lone and lone[0].strip() != self.sheet.work.strip():
                self._weigh(find_weights(lone[1], bare=True), lone.start(1), labelled=False)

    def forget_told_places(self) -> None:
        weighed = self.sheet.fields.get("weight")
        told = isinstance(weighed, Accept) and isinstance(weighed.value, Weight) and weighed.value.places
        if told or self._counted_in_dims():
            self.sheet.places = None
