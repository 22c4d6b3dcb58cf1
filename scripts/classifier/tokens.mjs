/** Words as core/profile/text.rs folds them: no case, no accents, letters and digits alone. */

export function tokens(text) {
  const folded = text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll('ß', 'ss')
    .replaceAll('æ', 'ae')
    .replaceAll('œ', 'oe')
    .replaceAll('ø', 'o')
    .replaceAll('ł', 'l')
    // An elided article is a word: “l'église”.
    .replace(/(?<![\p{L}\p{N}])([\p{L}\p{N}]|qu|un|all|dell|nell|sull|dall)['’]/gu, '$1 ')
    .replace(/['’]/g, '');
  return folded.split(/[^\p{L}\p{N}]+/u).filter(token => token !== '');
}
