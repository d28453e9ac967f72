const escape = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => `&#${character.codePointAt(0) ?? 0};`);

/** One page without script, file or network: nothing of the refused software takes part in it. */
export const slatePage = (
  cityName: string | null,
): string => `<!doctype html><html lang="id"><meta charset="utf-8">
<title>Wawar</title><style>
html{height:100%;background:#0b1f33;color:#fff;font:16px/1.3 system-ui,sans-serif;overflow:hidden;cursor:none}
body{height:100%;margin:0;display:grid;place-content:center;text-align:center}
h1{margin:0 0 .3em;font-size:min(9vw,18vh)}p{margin:0;font-size:min(4.5vw,9vh);color:#ffb84d}</style>
<h1>${escape(cityName ?? 'Wawar')}</h1><p>Perangkat lunak rusak</p></html>`;

/** Address of that page, which is the page itself. */
export const slateUrl = (cityName: string | null): string =>
  `data:text/html;charset=utf-8,${encodeURIComponent(slatePage(cityName))}`;
