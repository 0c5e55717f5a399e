import { useState } from "react";

const STORAGE_KEY = "podpass.sidebar";

/** Whether the sidebar is collapsed; remembered in this browser. */
export function useSidebar(): { isCollapsed: boolean; toggle: () => void } {
  const [isCollapsed, setCollapsed] = useState(() => localStorage.getItem(STORAGE_KEY) === "collapsed");
  function toggle(): void {
    localStorage.setItem(STORAGE_KEY, isCollapsed ? "open" : "collapsed");
    setCollapsed(!isCollapsed);
  }
  return { isCollapsed, toggle };
}
