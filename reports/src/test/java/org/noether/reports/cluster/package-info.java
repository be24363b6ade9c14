/** Tests of tasks that run elsewhere. */
package org.noether.reports.cluster;
