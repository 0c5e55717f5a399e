import { z } from "zod";

// zod would otherwise probe `new Function`, which the content security policy reports as a violation.
z.config({ jitless: true });
