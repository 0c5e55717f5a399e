import { Badge } from "#components/ui/badge.tsx";

interface RoleBadgesProps {
  roles: readonly { id: string; name: string }[];
}

export function RoleBadges({ roles }: RoleBadgesProps) {
  return (
    <span className="flex flex-wrap gap-1">
      {roles.map((role) => (
        <Badge key={role.id}>{role.name}</Badge>
      ))}
    </span>
  );
}
