/** Classes that break every architecture rule once, to prove that the rules bite. Shipped nowhere, used by nobody. */
package org.odklep.canary;
