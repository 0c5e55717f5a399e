import { createFileRoute, Outlet } from "@tanstack/react-router";
import { LinkTab, LinkTabs } from "#components/link-tabs.tsx";
import { Page, PageHeader } from "#components/page.tsx";
import { useCan } from "#lib/can.ts";

/** The lists of Access Control under one header; the pages of single records stand beside this frame. */
export const Route = createFileRoute("/_app/access-control/_tabs")({ component: AccessControlTabs });

function AccessControlTabs() {
  const can = useCan();
  return (
    <Page>
      <PageHeader title="Access Control" purpose="Who may do what in this organization." />
      <LinkTabs label="Access Control">
        {can("member:read") && <LinkTab to="/access-control/users">Users</LinkTab>}
        {can("identity:read") && <LinkTab to="/access-control/identities">Identities</LinkTab>}
        {can("identity:get-token") && <LinkTab to="/access-control/access-tokens">Access tokens</LinkTab>}
        {can("role:read") && <LinkTab to="/access-control/roles">Organization Roles</LinkTab>}
      </LinkTabs>
      <Outlet />
    </Page>
  );
}
