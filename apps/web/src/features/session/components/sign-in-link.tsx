import { Link } from "@tanstack/react-router";

export function SignInLink() {
  return (
    <Link to="/sign-in" className="w-fit text-accent-text hover:underline">
      Go to sign-in
    </Link>
  );
}
