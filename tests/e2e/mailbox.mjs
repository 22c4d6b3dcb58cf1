/** A mailbox large enough to be caught in the middle of being read. */

const body = 'Lorem ipsum dolor sit amet, consectetur adipiscing elit.\n'.repeat(20);

const mail = id =>
  `From a@example.com Mon Jun  1 08:00:00 2026\nMessage-ID: <${id}@example.com>\nDate: Mon, 1 Jun 2026 08:00:00 +0200\n` +
  `From: Shop <shop@example.com>\nTo: me@example.com\nSubject: Order ${id}\n\n${body}\n`;

/** So many mails, none of them in a mailbox of another name. */
export function mailbox(count, name = 'large') {
  const mails = Array.from({ length: count }, (_none, n) => mail(`${name}-${n}`));
  return { name: `${name}.mbox`, mimeType: 'application/mbox', buffer: Buffer.from(mails.join('')) };
}

/** How many records the file that is being read has brought, as the person is told, once it is any. */
export async function confirmedSoFar(page) {
  const text = await page.getByText(/[1-9][\d.,]* new/).innerText();
  return Number(text.match(/([\d.,]+) new/)[1].replace(/\D/g, ''));
}
