/** The parts of an origin, so that the one that somebody had to register can stand out. */

export interface Parts {
  /** `https://` */
  scheme: string;
  /** `www.` */
  before: string;
  site: string;
  /** `:8789` */
  port: string;
}

/** `site` is the end of the host; where it is not, the whole host is taken for it. */
export function partsOf(origin: string, site: string): Parts {
  const [, scheme = '', host = origin, port = ''] = /^([a-z]+:\/\/)(.*?)(:\d+)?$/.exec(origin) ?? [];
  const before = site !== '' && host.endsWith(`.${site}`) ? host.slice(0, -site.length) : '';
  return { scheme, before, site: host.slice(before.length), port };
}
