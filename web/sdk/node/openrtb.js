/** A login's segments in the words of OpenRTB 2.6, for an ad server or Prebid's `ortb2`. In Node and in browsers. */

/** IAB Audience Taxonomy 1.1 in the list of taxonomies that `ext.segtax` is of. */
const segtax = 4;

/** @type {typeof import('./openrtb.d.ts').toOpenRtb} */
export function toOpenRtb(login, name = 'ownyou') {
  const segment = login.segments.map(({ id }) => ({ id }));
  return { user: { data: segment.length === 0 ? [] : [{ name, ext: { segtax }, segment }] } };
}
