import { Link, useMatches } from "@tanstack/react-router";
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
            {isCurrent ? text : <CrumbLink pathname={match.staticData.crumbTo ?? match.pathname}>{text}</CrumbLink>}
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

function CrumbLink({ pathname, children }: { pathname: string; children: ReactNode }) {
  return (
    <Link to={pathname} className="rounded-xs hover:text-ink hover:underline">
      {children}
    </Link>
  );
}
