/** Medians, how long something took, how that is beside others. */

export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** The value that so many percent of all are not above. */
export function percentile(values, percent) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil((sorted.length * percent) / 100) - 1)];
}

/** Milliseconds that `work` took. */
export async function timed(work) {
  const begun = performance.now();
  await work();
  return performance.now() - begun;
}

/** One figure of the report from its samples. */
export function figure(id, unit, samples) {
  return { id, value: Number(median(samples).toPrecision(4)), unit, n: samples.length };
}

/** A figure beside the best of its peers', which are figures with a name. */
export function against(own, peers) {
  const best = peers.reduce((one, other) => (other.value < one.value ? other : one));
  return { ...own, peer: best.name, peer_value: best.value, ratio: Number((own.value / best.value).toPrecision(3)) };
}
