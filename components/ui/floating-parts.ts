import { ComboboxList } from "./combobox-list";
import { DialogPanel } from "./dialog-panel";
import { HoverPanel } from "./hover-panel";
import { MenuPanel, MenuPanelChoice, MenuPanelItem, MenuPanelLine } from "./menu-panel";
import { PopoverPanel } from "./popover-panel";
import { TooltipPanel } from "./tooltip-panel";

/** What opens above a page, in one piece of code that comes after the page (see use-floating-parts.ts). */
export const FLOATING_PARTS = {
  ComboboxList,
  DialogPanel,
  HoverPanel,
  MenuPanel,
  MenuPanelChoice,
  MenuPanelItem,
  MenuPanelLine,
  PopoverPanel,
  TooltipPanel,
};
