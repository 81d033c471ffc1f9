import * as React from 'react';
import { createRoot } from 'react-dom/client';
import '@backstage/ui/css/styles.css';
import { app } from './App';
import { sawReact } from '@acme/settings';
import './app.css';

sawReact('app', React);
createRoot(document.getElementById('root')!).render(app.createRoot());
