# SPDX-License-Identifier: Apache-2.0
"""What would a full Bayesian fit say? All factors and lags in one regression, sampled with NUTS (numpyro, on a CPU).

Regularised horseshoe of Piironen and Vehtari (2017), EJS 11(2), and noise that an AR(1) hands on over gaps.
"""

from functools import cache
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
import numpyro
import numpyro.distributions as dist
from numpyro.infer import MCMC, NUTS

from benchmarks.inference.lagged import Lagged, lagged
from benchmarks.inference.score import Answer
from supple.insight.simulate import MadeUp

WARM, DRAWS = 300, 600
EXPECTED = 3.0  # columns that matter, of sixty: the prior of the global scale
SLAB = 1.0  # spreads of the outcome for one spread of a column


def horseshoe(made: MadeUp) -> dict[str, Answer]:
    """A factor is named when the 95 % interval of its summed effect excludes zero; the rest is the posterior's."""
    given = lagged(made)
    seen = np.flatnonzero(given.seen)
    middle, spread = given.outcome[seen].mean(), given.outcome[seen].std() or 1.0
    draws = _sampler(given.columns.shape)
    draws.run(jax.random.PRNGKey(0), _arrays(given, seen, (given.outcome - middle) / spread))
    found = {name: np.asarray(values) for name, values in draws.get_samples().items()}
    width = len(made.about.factors)
    by_factor = found["slope"].reshape(len(found["slope"]), width, -1)
    total = spread * (by_factor / given.spread.reshape(width, -1)).sum(axis=2)
    chance = (1 - found["shrunk"]).mean(axis=0).reshape(width, -1).max(axis=1)
    out = {}
    for index, factor in enumerate(made.about.factors):
        draw = (factor.unit or 1.0) * total[:, index]
        lo, low, high, hi = np.quantile(draw, (0.025, 0.05, 0.95, 0.975))
        claim = bool(lo > 0 or hi < 0)
        out[factor.name] = Answer(claim, float(chance[index]), float(draw.mean()), float(low), float(high))
    return out


def _arrays(given: Lagged, seen: Any, outcome: Any) -> dict[str, Any]:
    """The same shapes for everyone with as many days, so that the model is compiled once."""
    days = len(given.outcome)
    before, gap = np.zeros(days, dtype=int), np.full(days, 1.0e6)
    before[seen[1:]], gap[seen[1:]] = seen[:-1], np.diff(seen)
    filled = np.where(given.seen, outcome, 0.0)
    kept = given.seen.astype(float)
    arrays = {"columns": given.columns, "nuisance": given.nuisance, "outcome": filled, "kept": kept}
    return {name: jnp.asarray(one) for name, one in (arrays | {"before": before, "gap": gap}).items()}


@cache
def _sampler(_shape: tuple[int, ...]) -> Any:
    kernel = NUTS(_model, target_accept_prob=0.9, max_tree_depth=8)
    return MCMC(kernel, num_warmup=WARM, num_samples=DRAWS, num_chains=1,
                progress_bar=False, jit_model_args=True)  # fmt: skip


def _model(given: dict[str, Any]) -> None:
    days, width = given["kept"].sum(), given["columns"].shape[1]
    noise = numpyro.sample("noise", dist.HalfNormal(1.0))
    memory = numpyro.sample("memory", dist.Uniform(0.0, 0.98))
    scale = EXPECTED / (width - EXPECTED) * noise / jnp.sqrt(days)
    overall = scale * numpyro.sample("overall", dist.HalfCauchy(1.0))
    local = numpyro.sample("local", dist.HalfCauchy(jnp.ones(width)))
    slab = SLAB**2 * numpyro.sample("slab", dist.InverseGamma(2.0, 2.0))
    mild = jnp.sqrt(slab * local**2 / (slab + overall**2 * local**2))
    slope = numpyro.deterministic("slope", overall * mild * numpyro.sample("plain", dist.Normal(jnp.zeros(width), 1.0)))
    numpyro.deterministic("shrunk", 1 / (1 + days * overall**2 * mild**2 / noise**2))
    base = numpyro.sample("base", dist.Normal(jnp.zeros(given["nuisance"].shape[1]), 2.0))
    left = given["outcome"] - given["columns"] @ slope - given["nuisance"] @ base
    handed_on = memory ** given["gap"]
    fresh = dist.Normal(handed_on * left[given["before"]], noise * jnp.sqrt(1 - handed_on**2))
    numpyro.factor("likelihood", jnp.sum(given["kept"] * fresh.log_prob(left)))
