"""GigaAM by onnx-asr: Russian, better and faster than Whisper; a folder with v3_*.onnx and its vocabulary."""

from __future__ import annotations

import math
from pathlib import Path
from typing import TYPE_CHECKING

from relay_bot.recognition.engines import Transcript

if TYPE_CHECKING:
    from relay_bot.recognition.engines import Sound

# Which model a folder holds, told by the file that only this one has; the first that fits.
KINDS = {
    "v3_e2e_rnnt_vocab.txt": "gigaam-v3-e2e-rnnt",
    "v3_e2e_ctc_vocab.txt": "gigaam-v3-e2e-ctc",
    "v?_rnnt_encoder*.onnx": "gigaam-v3-rnnt",
    "v?_ctc*.onnx": "gigaam-v3-ctc",
}


class GigaAM:
    """One model, one thread. It knows Russian only: an English message comes out unclear."""

    doubtful_below = 0.85
    rubbish_below = 0.6

    def __init__(self, folder: Path) -> None:
        import onnx_asr
        import onnxruntime

        kind = next((name for pattern, name in KINDS.items() if any(folder.glob(pattern))), None)
        if kind is None:  # it would be downloaded
            raise FileNotFoundError(folder / "v3_ctc.onnx")
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        quantization = "int8" if any(folder.glob("*.int8.onnx")) else None
        self._model = onnx_asr.load_model(
            kind, folder, quantization=quantization, sess_options=options, providers=["CPUExecutionProvider"]
        ).with_timestamps()

    def hear(self, sound: Sound, language: str) -> Transcript:
        """`language` is of no use to it. Piece by piece, between pauses: half a minute is too much at once."""
        from relay_bot.recognition.sound import spoken_pieces

        found = [self._model.recognize(piece, sample_rate=16_000) for piece in spoken_pieces(sound)]
        text = " ".join(part.text.strip() for part in found if part.text.strip())
        logprobs = [logprob for part in found for logprob in part.logprobs or ()]
        return Transcript(text, math.exp(sum(logprobs) / len(logprobs)) if text and logprobs else 0.0)
