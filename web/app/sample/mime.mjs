/** Writes mails as an mbox (mboxrd), in the shapes that real mailboxes have: charsets, encodings, parts, labels. */

import { mailDate, mboxDate } from './tools.mjs';

const ascii = text => /^[\x20-\x7e\n\t]*$/.test(text);
const latin1 = text => Uint8Array.from(text, letter => letter.charCodeAt(0));
const utf8 = text => new TextEncoder().encode(text);
const bytesOf = (text, charset) => (charset === 'iso-8859-1' ? latin1(text) : utf8(text));
const inBase64 = (text, charset) =>
  btoa(Array.from(bytesOf(text, charset), byte => String.fromCharCode(byte)).join(''));
const hex = byte => `=${byte.toString(16).toUpperCase().padStart(2, '0')}`;

/** RFC 2045 quoted-printable, lines of at most 76 characters. */
function quotedPrintable(text, charset) {
  return text
    .split('\n')
    .map(line => {
      const bytes = [...bytesOf(line, charset)];
      const coded = bytes.map((byte, i) => {
        const blankAtEnd = (byte === 32 || byte === 9) && i === bytes.length - 1;
        return byte > 126 || byte === 61 || (byte < 32 && byte !== 9) || blankAtEnd
          ? hex(byte)
          : String.fromCharCode(byte);
      });
      const rows = [''];
      for (const piece of coded) {
        if (rows[rows.length - 1].length + piece.length > 75) rows.push('');
        rows[rows.length - 1] += piece;
      }
      return rows.join('=\n');
    })
    .join('\n');
}

const base64 = (text, charset) => inBase64(text, charset).replace(/.{76}(?=.)/g, '$&\n');

/** RFC 2047: plain if it can be, else encoded words of at most 75 characters; `b` for base64, `q` else. */
function headerText(text, how, charset) {
  if (ascii(text)) return text;
  const words = [];
  let word = '';
  const coded = part =>
    how === 'b'
      ? inBase64(part, charset)
      : [...bytesOf(part, charset)]
          .map(b =>
            b === 32 ? '_' : /[A-Za-z0-9!*+/-]/.test(String.fromCharCode(b)) ? String.fromCharCode(b) : hex(b),
          )
          .join('');
  for (const letter of text) {
    if (coded(word + letter).length > 56) {
      words.push(word);
      word = '';
    }
    word += letter;
  }
  words.push(word);
  return words.map(part => `=?${charset}?${how}?${coded(part)}?=`).join('\n ');
}

function person({ name, address }) {
  if (!name) return address;
  const shown = ascii(name) ? (/[^A-Za-z0-9 '-]/.test(name) ? `"${name}"` : name) : headerText(name, 'q', 'utf-8');
  return `${shown} <${address}>`;
}

const escaped = text => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** One block of a body: a paragraph, `{ rows: [[left, right]] }`, or `{ link: [label, url] }`. */
function blockAsText(block) {
  if (typeof block === 'string') return block;
  if (block.rows) return block.rows.map(row => row.join('  ')).join('\n');
  return `${block.link[0]}: ${block.link[1]}`;
}

function blockAsHtml(block) {
  if (typeof block === 'string') return `<p>${escaped(block).replaceAll('\n', '<br>\n')}</p>`;
  if (block.rows)
    return `<table>${block.rows.map(row => `<tr>${row.map(cell => `<td>${escaped(cell)}</td>`).join('')}</tr>`).join('\n')}</table>`;
  return `<p><a href="${escaped(block.link[1])}">${escaped(block.link[0])}</a></p>`;
}

function html(mail) {
  const data = mail.jsonld
    ? `<script type="application/ld+json">\n${JSON.stringify(mail.jsonld, null, 1)}\n</script>\n`
    : '';
  return `<!doctype html>\n<html><head><meta charset="${mail.charset}"><title>${escaped(mail.subject)}</title>\n${data}</head><body>\n${mail.body.map(blockAsHtml).join('\n')}\n</body></html>`;
}

/** One leaf part: its headers and its coded text. */
function leaf(type, text, { charset, encoding }) {
  const code =
    encoding ?? (ascii(text) && text.split('\n').every(line => line.length < 200) ? '7bit' : 'quoted-printable');
  const coded =
    code === 'base64' ? base64(text, charset) : code === 'quoted-printable' ? quotedPrintable(text, charset) : text;
  return `Content-Type: ${type}; charset=${charset === 'utf-8' ? '"UTF-8"' : charset}\nContent-Transfer-Encoding: ${code}\n\n${coded}\n`;
}

function multipart(kind, boundary, parts) {
  return `Content-Type: multipart/${kind}; boundary="${boundary}"\n\n${parts.map(part => `--${boundary}\n${part}`).join('')}--${boundary}--\n`;
}

function content(mail) {
  const boundary = `=_${mail.id.replace(/[^a-z0-9]/gi, '').slice(0, 24)}`;
  const words = typeof mail.body === 'string' ? mail.body : mail.body.map(blockAsText).join('\n\n');
  let main;
  if (typeof mail.body === 'string') main = leaf('text/plain', words, mail);
  else if (mail.htmlOnly) main = leaf('text/html', html(mail), mail);
  else
    main = multipart('alternative', `${boundary}.a`, [
      leaf('text/plain', words, mail),
      leaf('text/html', html(mail), mail),
    ]);
  if (!mail.attach) return main;
  const { name, type, text } = mail.attach;
  const attached = `Content-Type: ${type}; name="${name}"\nContent-Disposition: attachment; filename="${name}"\nContent-Transfer-Encoding: base64\n\n${base64(text, 'utf-8')}\n`;
  return multipart('mixed', `${boundary}.m`, [main, attached]);
}

/** One message, without its `From ` line. */
function message(mail) {
  const lines = [
    `X-GM-THRID: ${mail.thread}`,
    `X-Gmail-Labels: ${mail.labels.join(',')}`,
    `Date: ${mailDate(mail.moment)}`,
    `From: ${person(mail.from)}`,
    `To: ${mail.to.map(person).join(',\n ')}`,
    ...(mail.cc ? [`Cc: ${mail.cc.map(person).join(',\n ')}`] : []),
    `Message-ID: <${mail.id}>`,
    ...(mail.answers ? [`In-Reply-To: <${mail.answers}>`, `References: <${mail.answers}>`] : []),
    `Subject: ${headerText(mail.subject, mail.words ?? 'q', mail.charset)}`,
    ...(mail.list
      ? [`List-Id: ${mail.list}`, `List-Unsubscribe: <https://${mail.from.address.split('@')[1]}/unsubscribe>`]
      : []),
    'MIME-Version: 1.0',
  ];
  return `${lines.join('\n')}\n${content(mail)}`;
}

/**
 * The whole mailbox, as bytes in parts, oldest first. A mail is `{ at, zone?, from, to, cc?, subject, body, labels, id, answers?, list?, jsonld?,
 * charset?, encoding?, words?, htmlOnly?, attach? }`; a body that is one text is sent plain, a list of blocks as HTML with its plain
 * alternative.
 */
export function mbox(mails, when) {
  const ready = mails.map(mail => ({ charset: 'utf-8', ...mail, moment: when.at(mail.at, mail.zone) }));
  ready.sort((a, b) => a.moment.utc - b.moment.utc || (a.id < b.id ? -1 : 1));
  const threads = new Map();
  return ready.map((mail, i) => {
    const thread = threads.get(mail.answers) ?? String(1864000000000000000n + BigInt(i) * 7919000001n);
    threads.set(mail.id, thread);
    const text = message({ ...mail, thread }).replace(/^(>*From )/gm, '>$1');
    const start = `From ${thread}@xxx ${mboxDate(mail.moment)}\n`;
    // A part sent as 8bit in Latin-1 goes out as those bytes.
    return mail.encoding === '8bit' && mail.charset === 'iso-8859-1'
      ? latin1(`${start}${text}\n`)
      : utf8(`${start}${text}\n`);
  });
}
