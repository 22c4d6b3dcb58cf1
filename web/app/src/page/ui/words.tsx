/** The field for the 24 words: shown as they are typed, since nobody types 24 words blindly, and left to no browser's help. */

export function Words({ label, value, onChange }: { label: string; value: string; onChange: (value: string) => void }) {
  return (
    <label class="field">
      <span>{label}</span>
      <textarea
        rows={5}
        value={value}
        autocomplete="off"
        autocapitalize="none"
        spellcheck={false}
        onInput={event => onChange(event.currentTarget.value)}
      />
    </label>
  );
}
