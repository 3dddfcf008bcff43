"""How many pieces a waybill has: a count that stands alone goes to the weight and the sizes. Pure."""

from __future__ import annotations

from dataclasses import replace

from relay_bot.domain.forms.draft import Values
from relay_bot.domain.forms.form import Tally
from relay_bot.domain.parsing.values import Dims, Value, Weight


def kept_places(new: Value, old: Value) -> Value:
    """«вес 700 кг» changes the weight alone, not the number of pieces."""
    if isinstance(new, Weight) and new.places is None and isinstance(old, Weight):
        return replace(new, places=old.places)
    return new


def tally(values: Values, count: int, fresh: bool) -> Tally:
    """A count that stands alone belongs to the weight; sizes that were counted before are counted anew."""
    changed = {**values, **(_counted_dims(values, count) if fresh else {})}
    weight = values["weight"].value if "weight" in values else None
    if not isinstance(weight, Weight):
        return Tally(changed, left=count)
    if weight.places == count or (weight.places and not fresh):
        return Tally(changed)
    changed["weight"] = replace(values["weight"], value=replace(weight, places=count))
    return Tally(changed, told=("weight",))


def _counted_dims(values: Values, count: int) -> Values:
    dims = values["dims"].value if "dims" in values else None
    if not isinstance(dims, Dims) or len(dims.pieces) != 1 or dims.pieces[0].n == 1:
        return {}
    counted = replace(dims, pieces=(replace(dims.pieces[0], n=count),))
    return {"dims": replace(values["dims"], value=counted)}
