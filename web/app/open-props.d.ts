/** Two packages without usable types of their own. */

declare module 'postcss-jit-props' {
  import type { PluginCreator } from 'postcss';

  const jitProps: PluginCreator<Record<string, unknown>>;
  export default jitProps;
}

declare module 'open-props' {
  const props: Record<string, unknown>;
  export default props;
}
