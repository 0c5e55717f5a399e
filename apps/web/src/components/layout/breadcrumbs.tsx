import { Link, type StaticDataRouteOption, useMatches } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { Breadcrumb, BreadcrumbItem } from "#components/ui/breadcrumb.tsx";
import type { Crumb } from "#lib/crumbs.ts";

/** Made of the routes that are open: each says its part in `staticData.crumb`. */
export function Breadcrumbs() {
  const matches = useMatches().filter((match) => match.staticData.crumb !== undefined);
  return (
    <Breadcrumb>
      {matches.map((match, index) => {
        const text = <CrumbText crumb={match.staticData.crumb} params={match.params} />;
        const isCurrent = index === matches.length - 1;
        return (
          <BreadcrumbItem key={match.id} isCurrent={isCurrent}>
            {isCurrent ? (
              text
            ) : (
              <CrumbLink to={match.staticData.crumbTo ?? { path: match.pathname }} params={match.params}>
                {text}
              </CrumbLink>
            )}
          </BreadcrumbItem>
        );
      })}
    </Breadcrumb>
  );
}

interface CrumbTextProps {
  crumb: Crumb | undefined;
  params: Record<string, string>;
}

function CrumbText({ crumb: CrumbOrText, params }: CrumbTextProps) {
  return typeof CrumbOrText === "function" ? <CrumbOrText params={params} /> : CrumbOrText;
}

interface CrumbLinkProps {
  to: NonNullable<StaticDataRouteOption["crumbTo"]>;
  params: Record<string, string>;
  children: ReactNode;
}

function CrumbLink({ to, params, children }: CrumbLinkProps) {
  return (
    <Link to={to.path} params={params} search={to.search ?? {}} className="rounded-xs hover:text-ink hover:underline">
      {children}
    </Link>
  );
}
