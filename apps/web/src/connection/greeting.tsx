import type { Welcome } from "@beseda/protocol";

/** The server's greeting; it disappears by itself, and is silent after a short loss. */
export const Greeting = ({ welcome }: { readonly welcome: Welcome | undefined }) => (
  <div role="status" className="greeting-place">
    {welcome !== undefined && !welcome.resumed && (
      <p key={welcome.session} className="greeting" data-testid="greeting">
        {welcome.message}
      </p>
    )}
  </div>
);
