/** The script that a publisher includes: defines the element, once. */

import { OwnYouLogin } from './element.ts';

if (!customElements.get('ownyou-login')) customElements.define('ownyou-login', OwnYouLogin);
