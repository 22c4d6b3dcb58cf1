/** The wallet screen: the credential, the picture, where the person has logged in, and starting anew. */

import { core, walletChanges } from '../core.ts';
import { Heading } from '../ui/heading.tsx';
import { Problem } from '../ui/notice.tsx';
import { useAnswer } from '../ui/use-answer.ts';
import { StartAnew } from './anew.tsx';
import { Credential } from './credential.tsx';
import { Logins } from './logins.tsx';
import { PictureCard } from './picture-card.tsx';
import { Sites } from './sites.tsx';

export function Wallet() {
  const { value: wallet, error } = useAnswer(() => core.wallet(), 'wallet', walletChanges);
  return (
    <>
      <Heading title="Wallet" />
      <Problem error={error} />
      {wallet && (
        <>
          <div class="wallet-cards">
            <Credential wallet={wallet} />
            <PictureCard picture={wallet.picture} />
          </div>
          <Sites bits={wallet.toldBits} />
          <Logins ready={wallet.credential === 'current'} />
          {wallet.credential !== 'none' && <StartAnew anew={wallet.anew} />}
        </>
      )}
    </>
  );
}
