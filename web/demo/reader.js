/** What a paper does after a login: its server knows the reader now, so it shows the page again. */

document.addEventListener('ownyou-login', () => location.reload());
