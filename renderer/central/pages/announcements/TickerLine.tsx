import './TickerLine.css';

/** The running line as a panel shows it; stands still for those who asked for less motion. */
export function TickerLine({ text }: { text: string }) {
  return (
    <div className="wv-ticker">
      <span style={{ animationDuration: `${Math.max(8, text.length / 9)}s` }}>{text}</span>
    </div>
  );
}
