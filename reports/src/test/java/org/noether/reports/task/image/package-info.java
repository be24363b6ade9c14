/** Tests of the commands and reports of networks that classify images. */
package org.noether.reports.task.image;
