interface OidcLinkProps {
  label: string;
  redirectTo: string;
  hasFailed: boolean;
}

/** The way to the sign-in service, which leads out of this program and back. */
export function OidcLink({ label, redirectTo, hasFailed }: OidcLinkProps) {
  return (
    <div className="flex flex-col gap-4">
      {hasFailed && (
        <p role="alert" className="rounded-sm bg-bad-soft px-3 py-2 text-bad">
          {label} did not let you in here. Ask an administrator whether you are a member.
        </p>
      )}
      <a
        href={`/api/auth/oidc/start?${new URLSearchParams({ redirect: redirectTo })}`}
        className="inline-flex h-8 items-center justify-center rounded-sm border border-line-strong bg-ground px-3 font-medium hover:bg-active"
      >
        Sign in with {label}
      </a>
      <p className="flex items-center gap-3 text-muted before:h-px before:flex-1 before:bg-line after:h-px after:flex-1 after:bg-line">
        or
      </p>
    </div>
  );
}
