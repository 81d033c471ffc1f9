import { MakerPage } from '@acme/maker-kit/page';
import './page.css';

export default function Page() {
  return <MakerPage maker="vite" />;
}
