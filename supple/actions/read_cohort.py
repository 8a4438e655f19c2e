# SPDX-License-Identifier: Apache-2.0
"""How are many people's diaries worked through so that nothing done is lost, whatever stops?

Each part is one task and one file, written whole or not at all. What is there already is not done again, so a run
that was interrupted, or whose worker was killed, goes on where it was.
"""

import hashlib
import json
import shutil
import sys
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any

from tqdm import tqdm

from supple import __version__
from supple.actions.workers import here, on_cluster
from supple.errors import SuppleError
from supple.insight import about as abouts
from supple.insight import cohort, many
from supple.insight.arrays import Batch
from supple.insight.most import narrowed, with_the_others
from supple.insight.result import Findings
from supple.insight.series import DailyTable
from supple.insight.triggers import Fitted, answer, expecting
from supple.interop import parquet, sums

AT_ONCE = 256  # people handed to the engine together


@dataclass(frozen=True, slots=True)
class Asked:
    """One run: what is read, where the answer goes, what is asked, and what works on it."""

    diaries: Path
    out: Path
    about: dict[str, Any]
    seed: int
    workers: int
    arrays: str
    sums: Path | None = None  # where to write what a prior is learned from

    @property
    def pieces(self) -> Path:
        """The folder of finished parts beside the answer."""
        return self.out.with_name(self.out.name + ".parts")

    def piece(self, part: int) -> Path:
        """The file of one finished part."""
        return self.pieces / f"{part:06d}.parquet"

    def sums_of(self, part: int) -> Path:
        """What the people of one finished part teach."""
        return self.pieces / f"{part:06d}.json"

    @property
    def mark(self) -> str:
        """What this run is, so that another one's parts are never taken for its own."""
        held = self.diaries.stat()
        said = [held.st_size, held.st_mtime_ns, self.about, self.seed, self.arrays, __version__]
        return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()


def run(asked: Asked, engine: str, address: str | None, *, afresh: bool) -> int:
    """Ask everyone and write one file; answers 1 when some part could not be done."""
    _alone(abouts.parse(asked.about))
    count = parquet.parts(asked.diaries)
    _like(asked.arrays)
    begin(asked, afresh=afresh)
    left = waiting(asked)
    if len(left) < count:
        print(f"{count - len(left)} of {count} parts were done before.", file=sys.stderr)
    answer = partial(answer_part, asked)
    by_cluster = engine == "dask"
    done = on_cluster(answer, left, asked.workers, address) if by_cluster else here(answer, left, asked.workers)
    lost = []
    with tqdm(total=count, initial=count - len(left), unit="part", disable=None) as bar:
        for part, well in done:
            bar.update(1)
            if not well:
                lost.append(part)
    if lost:
        print(f"{len(lost)} of {count} parts could not be done; say the same again to try them.", file=sys.stderr)
        return 1
    rows = parquet.join([asked.piece(part) for part in range(count)], asked.out)
    if asked.sums:
        parts = (sums.parse(json.loads(asked.sums_of(part).read_bytes())) for part in range(count))
        _write_object(asked.sums, sums.laid_out(sums.added(parts)))
    shutil.rmtree(asked.pieces)
    print(f"{rows} rows written.", file=sys.stderr)
    return 0


def _alone(about: abouts.About) -> None:
    if about.beside:
        raise SuppleError(
            "beside-alone",
            "Many diaries are asked about one outcome at a time.",
            "Leave 'beside' out, and ask once for each.",
        )


def begin(asked: Asked, *, afresh: bool) -> None:
    """Make the folder of parts, or make sure that the one there belongs to this very run."""
    if afresh:
        shutil.rmtree(asked.pieces, ignore_errors=True)
    mark = asked.pieces / "run"
    try:
        asked.pieces.mkdir(exist_ok=True)
        if not mark.exists():
            mark.write_text(asked.mark)
    except OSError as wrong:
        raise SuppleError("file-unwritable", f"'{asked.pieces}' cannot be made.", "Choose another place.") from wrong
    if mark.read_text() != asked.mark:
        raise SuppleError(
            "other-run",
            f"'{asked.pieces}' holds parts of another run: other diaries, another question, or another version.",
            "Add --afresh to throw them away, or choose another --out.",
        )


def waiting(asked: Asked) -> list[int]:
    """The parts that are not done yet."""
    return [part for part in range(parquet.parts(asked.diaries)) if not asked.piece(part).exists()]


def answer_part(asked: Asked, part: int) -> int:
    """Answer everyone in one part and keep the answers; one bad person never stops the others."""
    tables: list[parquet.Table] = []
    told: list[cohort.Told] = []

    def tell(fitted: Fitted) -> Findings:
        told.append(cohort.told(fitted))
        return answer(expecting(fitted))

    coming = parquet.people(asked.diaries, part)
    while several := list(islice(coming, AT_ONCE)):
        tables.append(parquet.findings_table(_answers(several, asked, tell)))
    _write_object(asked.sums_of(part), sums.laid_out(cohort.summed(told)))
    parquet.write(parquet.together(tables), asked.piece(part))
    return part


def _answers(
    several: list[parquet.Diary], asked: Asked, tell: Callable[[Fitted], Findings]
) -> list[tuple[str, Findings | SuppleError]]:
    """What goes with each person's days, in order, or why that cannot be said."""
    about = abouts.parse(asked.about)
    whole = [(one.person, one.days) for one in several if isinstance(one.days, DailyTable)]
    seeds = [seed_of(person, asked.seed) for person, _ in whole]
    few = [narrowed(days, about) for _, days in whole]
    days, questions = [one.days for one in few], [one.about for one in few]
    found = many.find_many(days, questions, seeds=seeds, like=_like(asked.arrays), tell=tell)
    said = {
        person: one.error if isinstance(one, many.Broken) else with_the_others(one, days, its)
        for (person, days), its, one in zip(whole, few, found, strict=True)
    }
    return [(one.person, one.days if isinstance(one.days, SuppleError) else said[one.person]) for one in several]


def seed_of(person: str, seed: int) -> int:
    """Each person's own seed, which neither their place in the file nor their neighbours change."""
    return zlib.crc32(person.encode(), seed)


def _write_object(path: Path, held: dict[str, Any]) -> None:
    """Write JSON whole or not at all."""
    waiting = path.with_name(path.name + ".writing")
    try:
        waiting.write_text(json.dumps(held))
    except OSError as wrong:
        raise SuppleError("file-unwritable", f"'{path}' cannot be written.", "Is the disk full?") from wrong
    waiting.replace(path)


def _like(arrays: str) -> Batch | None:
    """An array of the library and device that does the arithmetic; None is NumPy."""
    if arrays == "numpy":
        return None
    import torch  # noqa: PLC0415 - an extra, and large

    device = "cuda" if arrays == "cuda" else "cpu"
    if device == "cuda" and not torch.cuda.is_available():
        raise SuppleError("cuda-missing", "No CUDA device is to be seen.", "Say --arrays torch or numpy.")
    like: Batch = torch.zeros(1, dtype=torch.float64, device=device)
    return like
