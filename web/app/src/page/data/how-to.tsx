/** How to get one's own files from where they are now. */

export function HowTo({ open }: { open: boolean }) {
  return (
    <details class="card" open={open}>
      <summary>How to get your files</summary>
      <dl>
        <dt>Mail from Gmail</dt>
        <dd>
          Go to takeout.google.com, choose only “Mail”, and download. The archive can be dropped here as it is, or the{' '}
          <code>.mbox</code> file in it.
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
        <dt>Contacts</dt>
        <dd>
          Google Contacts: Export › vCard. Apple Contacts: File › Export › Export vCard; on an iPhone, Lists, hold a
          list, Export. Outlook: People › Export. The file ends in <code>.vcf</code>.
        </dd>
        <dt>Bank and cards</dt>
        <dd>
          In your bank’s site look for “Export” or “Download transactions”. Of several formats choose <code>OFX</code>,{' '}
          <code>QFX</code> or “Quicken” (<code>QIF</code>); <code>CSV</code> is as good.
        </dd>
        <dt>AI chats</dt>
        <dd>
          ChatGPT: Settings › Data controls › Export data. Claude: Settings › Privacy › Export data. A mail brings you
          the archive; drop it here as it is. Gemini: at takeout.google.com choose “My Activity”, in it only “Gemini
          Apps”, and as its format <code>JSON</code>.
        </dd>
        <dt>Browsing</dt>
        <dd>
          Chrome: close it first, so that the newest pages are in the file. <code>chrome://version</code> names the
          profile folder; in it take the file <code>History</code>. Edge, Brave and others have the same file. Firefox:{' '}
          <code>about:support</code> opens the profile folder; close Firefox, then take <code>places.sqlite</code>. Or
          from Google: at takeout.google.com choose only “Chrome”; that goes back further.
        </dd>
      </dl>
    </details>
  );
}
