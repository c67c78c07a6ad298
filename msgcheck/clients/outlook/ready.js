"use strict";
/* Tells Outlook that the page with the event handlers is there; classic Outlook, which has no page, never asks. */
Office.onReady();
