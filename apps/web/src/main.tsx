import "#lib/zod-config.ts";
import "./styles.css";
import { CSPProvider } from "@base-ui/react/csp-provider";
import { Tooltip } from "@base-ui/react/tooltip";
import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { Toaster } from "#components/ui/toast.tsx";
import { fontsThere } from "#lib/fonts.ts";
import { queryClient } from "#lib/query-client.ts";
import { router } from "./router.tsx";

const container = document.getElementById("root");
if (!container) throw new Error("index.html has no #root");

// Not awaited at the top: modules that wait for each other are cut into many more files.
void fontsThere().then(() =>
  createRoot(container).render(
    <StrictMode>
      <CSPProvider disableStyleElements>
        <QueryClientProvider client={queryClient}>
          <Tooltip.Provider delay={400}>
            <RouterProvider router={router} />
          </Tooltip.Provider>
          <Toaster />
        </QueryClientProvider>
      </CSPProvider>
    </StrictMode>,
  ),
);
