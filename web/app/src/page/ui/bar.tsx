/** A bar between nothing and all. */

export function Bar({ value, label }: { value: number; label: string }) {
  const part = Math.min(Math.max(value, 0), 1);
  return (
    <div
      class="bar"
      role="progressbar"
      aria-label={label}
      aria-valuenow={Math.round(part * 100)}
      aria-valuemin={0}
      aria-valuemax={100}
    >
      <div class="bar-fill" style={{ inlineSize: `${part * 100}%` }} />
    </div>
  );
}
