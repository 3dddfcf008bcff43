"""Downloads of models, only when an admin asks: what has come is kept, and takes its name when it has been checked."""

from __future__ import annotations

import asyncio
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import aiohttp

from relay_bot.errors import ModelRefused
from relay_bot.recognition.models import Model, ModelFile, part_of, sha256_of, state

PIECE_BYTES = 1024 * 1024
SILENCE_S = 60
TRIES = 5
PAUSE_S = 2.0

Progress = Callable[[str, int, int], None]  # file, bytes that are here, bytes in all


async def fetch(model: Model, folder: Path, progress: Progress, *, hub: str, pause_s: float = PAUSE_S) -> None:
    """Fill the folder with what is missing or different. Raises ModelRefused; the next call goes on from there."""
    wanted = await asyncio.to_thread(_wanted, model, folder)
    timeout = aiohttp.ClientTimeout(total=None, sock_connect=SILENCE_S, sock_read=SILENCE_S)
    async with aiohttp.ClientSession(timeout=timeout, trust_env=True) as http:
        for file in wanted:
            if file.written:
                (folder / file.name).write_text(file.written, "utf-8")
            else:
                await _fetch_file(http, f"{hub.rstrip('/')}/{model.path}/{file.name}", file, folder, progress, pause_s)


def _wanted(model: Model, folder: Path) -> list[ModelFile]:
    folder.mkdir(parents=True, exist_ok=True)
    files = [file for file in model.files if state(file, folder) != "good"]
    _room_for(files, folder)
    return files


def _room_for(files: list[ModelFile], folder: Path) -> None:
    needed = sum(file.size - _length(part_of(folder / file.name)) for file in files)
    free = shutil.disk_usage(folder).free
    if needed > free:
        raise ModelRefused("models-no_room", folder=str(folder), needed_mb=needed // 10**6, free_mb=free // 10**6)


async def _fetch_file(
    http: aiohttp.ClientSession, url: str, file: ModelFile, folder: Path, progress: Progress, pause_s: float
) -> None:
    part = part_of(folder / file.name)
    for attempt in range(1, TRIES + 1):
        try:
            await _fetch_rest(http, url, file, part, progress)
            break
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            refused = isinstance(error, aiohttp.ClientResponseError) and error.status in (401, 403, 404, 410)
            if attempt == TRIES or refused:
                reason = str(error) or type(error).__name__
                raise ModelRefused("models-not_fetched", url=_shown(url), reason=_shown(reason)) from error
            await asyncio.sleep(pause_s)
    if _length(part) != file.size or await asyncio.to_thread(sha256_of, part) != file.sha256:
        raise _another(file, url, part)
    part.replace(folder / file.name)


async def _fetch_rest(http: aiohttp.ClientSession, url: str, file: ModelFile, part: Path, progress: Progress) -> None:
    """Go on where the last try ended, if the server can; never keep more than the file is long."""
    here = _length(part)
    if here >= file.size:
        return
    async with http.get(url, headers={"Range": f"bytes={here}-"} if here else {}) as response:
        response.raise_for_status()
        if response.status != 206:
            here = 0
        if response.content_length is not None and here + response.content_length != file.size:
            raise _another(file, url, part)  # a page that asks to sign in, another version
        with part.open("ab" if here else "wb") as output:
            async for piece in response.content.iter_chunked(PIECE_BYTES):
                here += len(piece)
                if here > file.size:
                    raise _another(file, url, part)
                output.write(piece)
                progress(file.name, here, file.size)
    if here < file.size:
        raise aiohttp.ClientPayloadError(f"{here} of {file.size} bytes")


def _another(file: ModelFile, url: str, part: Path) -> ModelRefused:
    """What came is not the file: it is removed, for no more of it would help."""
    part.unlink(missing_ok=True)
    return ModelRefused("models-bad_checksum", file=file.name, url=_shown(url))


def _shown(text: str) -> str:
    """Without the name and the password that an address may carry."""
    return re.sub(r"//[^/@\s]*@", "//", text)


def _length(path: Path) -> int:
    return path.stat().st_size if path.is_file() else 0
