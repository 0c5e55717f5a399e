import { Link } from "@tanstack/react-router";

interface ProjectMembersLinkProps {
  project: { id: string; name: string };
  /** Whether the signed-in user may open the project: for those who may not, the name alone. */
  isLinked: boolean;
  className?: string;
}

/** The name of a project, which leads to the identities that are in it. */
export function ProjectMembersLink({ project, isLinked, className = "" }: ProjectMembersLinkProps) {
  if (!isLinked) return project.name;
  return (
    <Link
      to="/projects/$projectId/access"
      params={{ projectId: project.id }}
      search={{ tab: "machine-identities" }}
      className={`rounded-xs ${className}`}
    >
      {project.name}
    </Link>
  );
}
