import { useState } from 'react';
import { css } from '@emotion/react';
import MuiButton from '@mui/material/Button';

export const buttonStyles = css({ textTransform: 'none' });

export default function Button({ label }: { label: string }) {
  const [pressed, setPressed] = useState(0);
  return (
    <MuiButton variant="contained" data-testid="remote-button" onClick={() => setPressed(count => count + 1)}>
      {label} {pressed}
    </MuiButton>
  );
}
