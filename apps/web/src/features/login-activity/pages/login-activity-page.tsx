import { Page, PageHeader } from "#components/page.tsx";
import { LoginActivityList } from "#features/login-activity/components/login-activity-list.tsx";
import type { LoginActivitySearch } from "#features/login-activity/lib/login-activity-search.ts";

interface LoginActivityPageProps {
  search: LoginActivitySearch;
  onSearchChange: (change: Partial<LoginActivitySearch>) => void;
}

export function LoginActivityPage(props: LoginActivityPageProps) {
  return (
    <Page>
      <PageHeader
        title="Login activity"
        purpose="Who was let in and who was refused, and why. A pod that was refused got a request id: find it here."
      />
      <LoginActivityList {...props} />
    </Page>
  );
}
