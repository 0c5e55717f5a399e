import { CopyableId } from "#components/copyable-id.tsx";
import { Detail, DetailList } from "#components/detail-list.tsx";
import { RelativeTime } from "#components/relative-time.tsx";
import { Card } from "#components/ui/card.tsx";

interface AddressesCardProps {
  /** What it is. */
  noun: "organization" | "project";
  of: { id: string; slug: string; createdAt: Date | string };
}

/** What clients call an organization or a project by, ready to copy. */
export function AddressesCard({ noun, of: { id, slug, createdAt } }: AddressesCardProps) {
  const title = noun === "organization" ? "Organization" : "Project";
  return (
    <Card title={title}>
      <DetailList>
        <Detail label={`${title} ID`}>
          <CopyableId id={id} label={`${noun} ID`} />
        </Detail>
        <Detail label="Slug">
          <CopyableId id={slug} label="slug" />
        </Detail>
        <Detail label="Created">
          <RelativeTime at={createdAt} />
        </Detail>
      </DetailList>
    </Card>
  );
}
