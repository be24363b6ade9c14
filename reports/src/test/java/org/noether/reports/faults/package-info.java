/** Faults as tests: kills, full disks, other locales, and inputs that nobody would write. */
package org.noether.reports.faults;
