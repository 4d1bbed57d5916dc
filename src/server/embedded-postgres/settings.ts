/** How the embedded PostgreSQL is set: for a small machine that it shares with the server, nothing committed ever lost. */
export function postgresSettings(sockets: string): Record<string, string> {
  return {
    listen_addresses: '',
    unix_socket_directories: `"${sockets.replaceAll('"', '""')}"`,
    unix_socket_permissions: '0700',
    port: '5432',
    // A pool of 10 and the writers of one server, its successor during a restart, commands and a psql.
    max_connections: '40',
    fsync: 'on',
    synchronous_commit: 'on',
    shared_buffers: '64MB',
    effective_cache_size: '512MB',
    random_page_cost: '1.1',
    jit: 'off',
    io_method: 'sync',
    // Containers give 64 MB of shared memory; our queries are too small to be divided.
    max_parallel_workers_per_gather: '0',
    // No replicas and no archive here: the log is written for recovery alone.
    wal_level: 'minimal',
    max_wal_senders: '0',
    min_wal_size: '80MB',
    max_wal_size: '512MB',
    // The rooms' row changes with every message: its dead versions go early.
    autovacuum_naptime: '15s',
    autovacuum_vacuum_scale_factor: '0.05',
    timezone: 'UTC',
    log_timezone: 'UTC',
    // A refused duplicate is an ERROR and part of the day; the log keeps starts, stops and what is fatal.
    log_min_messages: 'log',
    log_min_error_statement: 'panic',
    log_checkpoints: 'off',
  };
}
