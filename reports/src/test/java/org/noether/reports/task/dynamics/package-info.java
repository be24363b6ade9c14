/** Tests of the commands and reports of networks that learn how bodies move. */
package org.noether.reports.task.dynamics;
