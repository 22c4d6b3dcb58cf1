/** How to get one's own files from where they are now. */

export function HowTo({ open }: { open: boolean }) {
  return (
    <details class="card" open={open}>
      <summary>How to get your files</summary>
      <dl>
        <dt>Mail from Gmail</dt>
        <dd>
          Go to takeout.google.com, choose only “Mail”, and download. Unpack it; the file ends in <code>.mbox</code>.
        </dd>
        <dt>Mail from Apple Mail, Thunderbird or Outlook</dt>
        <dd>
          Apple Mail: choose a mailbox, then Mailbox › Export. Thunderbird keeps each folder as an mbox file in its
          profile. From Outlook and others, drag single messages out as <code>.eml</code>.
        </dd>
        <dt>Calendar</dt>
        <dd>
          Google Calendar: Settings › Import &amp; export › Export. Apple Calendar: File › Export. Outlook: Save
          calendar. The file ends in <code>.ics</code>.
        </dd>
        <dt>Bank and cards</dt>
        <dd>
          In your bank’s site look for “Export” or “Download transactions” and choose <code>CSV</code>.
        </dd>
        <dt>Browsing</dt>
        <dd>
          Go to takeout.google.com, choose only “Chrome”, and download. Unpack it; take <code>BrowserHistory.json</code>{' '}
          or <code>History.json</code>.
        </dd>
      </dl>
    </details>
  );
}
