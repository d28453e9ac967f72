import './DemoRibbon.css';

/** The mark every page carries while the city's root says `demo`. */
export function DemoRibbon({ text }: { text: string }) {
  return (
    <div className="wv-demo" role="note">
      <strong>DEMO</strong>
      <span>{text}</span>
    </div>
  );
}
