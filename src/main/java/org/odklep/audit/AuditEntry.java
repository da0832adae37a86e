package org.odklep.audit;

/**
 * One link of the chain.
 *
 * @param number 1 for the first entry, without gaps
 * @param previousHash the hash of the entry before, {@link AuditChain#START} for the first
 * @param hash see {@link AuditChain#hash}
 */
public record AuditEntry(long number, AuditEvent event, String previousHash, String hash) {}
