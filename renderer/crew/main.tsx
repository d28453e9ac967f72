import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import './styles.css';
import { CrewApp } from './app/crew-app.ts';
import { Root } from './views/Root.tsx';

const place = document.getElementById('root');
if (!place) throw new Error('index.html has no #root');
const app = new CrewApp();
createRoot(place).render(
  <StrictMode>
    <Root app={app} />
  </StrictMode>,
);
await app.start();
