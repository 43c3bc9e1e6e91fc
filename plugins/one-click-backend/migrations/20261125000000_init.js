// @ts-check

/*
 * Instants are ISO 8601 text in UTC with milliseconds: both engines keep it as
 * it is, it sorts by itself, and it is what the API says.
 */
const INSTANT_LENGTH = 24;

/**
 * @param {import('knex').Knex} knex
 */
async function createProjects(knex) {
  await knex.schema.createTable('projects', table => {
    table.comment('Projects: a namespace in one cluster with an owner');
    table.string('id', 36).primary().comment('Written on the namespace, too');
    table.string('name', 63).notNullable().comment('The id in URLs');
    table.string('title').notNullable();
    table.text('description').notNullable();
    table.string('owner').notNullable().comment('Catalog entity reference');
    table.string('cluster', 63).notNullable();
    table.string('namespace', 63).notNullable();
    table
      .string('namespace_uid', 64)
      .nullable()
      .comment('The namespace that is ours; absent until it was made');
    table.string('created_at', INSTANT_LENGTH).notNullable();
    table.string('created_by').notNullable();
    table.string('changed_at', INSTANT_LENGTH).notNullable();
    table.string('changed_by').notNullable();

    table.unique(['name'], { indexName: 'projects_name_uniq' });
    table.unique(['cluster', 'namespace'], {
      indexName: 'projects_namespace_uniq',
    });
    table.index(['owner'], 'projects_owner_idx');
  });

  await knex.schema.createTable('project_tags', table => {
    table.comment('The tags of each project');
    table
      .string('project_id', 36)
      .notNullable()
      .references('id')
      .inTable('projects')
      .onDelete('CASCADE');
    table.string('tag', 40).notNullable();
    table.primary(['project_id', 'tag']);
    table.index(['tag'], 'project_tags_tag_idx');
  });

  await knex.schema.createTable('project_grants', table => {
    table.comment('Roles given beside the ones that ownership brings');
    table
      .string('project_id', 36)
      .notNullable()
      .references('id')
      .inTable('projects')
      .onDelete('CASCADE');
    table.string('principal').notNullable().comment('A user or a group');
    table.string('role', 16).notNullable();
    table.string('created_at', INSTANT_LENGTH).notNullable();
    table.string('created_by').notNullable();
    table.primary(['project_id', 'principal']);
    table.index(['principal'], 'project_grants_principal_idx');
  });
}

/**
 * @param {import('knex').Knex} knex
 */
async function createRollouts(knex) {
  await knex.schema.createTable('rollouts', table => {
    table.comment('Rollouts: what is wanted, and what was last seen of it');
    table.string('id', 36).primary();
    table
      .string('project_id', 36)
      .notNullable()
      .references('id')
      .inTable('projects');
    table.string('cluster', 63).notNullable().comment("The project's");
    table.string('name', 63).notNullable().comment('The name of the CR');
    table.string('title').notNullable();
    table.string('created_at', INSTANT_LENGTH).notNullable();
    table.string('created_by').notNullable();

    table.integer('newest').notNullable().comment('Newest revision');
    table.string('changed_at', INSTANT_LENGTH).notNullable();
    table.string('changed_by').notNullable();
    table.string('changed_via', 16).notNullable();
    table
      .text('facade', 'longtext')
      .notNullable()
      .comment('Image and hosts of the newest revision, as lists show them');

    table
      .string('waiting_since', INSTANT_LENGTH)
      .nullable()
      .comment('When the oldest save was made that is not in the cluster');
    table
      .string('told_at', INSTANT_LENGTH)
      .notNullable()
      .comment('When the cluster was last told, or the rollout made');
    table
      .integer('told')
      .nullable()
      .comment('The revision the cluster was last told to run');
    table
      .bigInteger('known_generation')
      .nullable()
      .comment(
        "The CR's generation whose spec is that revision's, or was merged into a later one",
      );

    table.string('state', 16).nullable().comment('As the operator last said');
    table
      .text('live', 'longtext')
      .nullable()
      .comment('The rest of what was last seen of the CR');
    table
      .text('drift', 'longtext')
      .nullable()
      .comment('What another hand made of the CR, until a save joins it');
    table.boolean('made_in_cluster').notNullable().defaultTo(false);
    table.boolean('deleted_in_cluster').notNullable().defaultTo(false);
    table.boolean('pinned').notNullable().defaultTo(false);

    table.unique(['project_id', 'name'], { indexName: 'rollouts_name_uniq' });
    table.index(['cluster'], 'rollouts_cluster_idx');
    table.index(['waiting_since'], 'rollouts_waiting_idx');
  });

  await knex.schema.createTable('revisions', table => {
    table.comment(
      'Revisions: immutable snapshots of specs; only the outcome changes',
    );
    table
      .string('rollout_id', 36)
      .notNullable()
      .references('id')
      .inTable('rollouts');
    table.integer('number').notNullable();
    table.string('created_at', INSTANT_LENGTH).notNullable();
    table.string('created_by').notNullable();
    table.string('via', 16).notNullable();
    table.integer('rollback_of').nullable();
    table.text('note').nullable();
    table
      .text('spec', 'longtext')
      .notNullable()
      .comment("The user's input, without defaults and without secrets");
    table
      .text('changes', 'longtext')
      .notNullable()
      .comment('Against the revision before');
    table.string('outcome', 16).notNullable();
    table.string('outcome_at', INSTANT_LENGTH).nullable();
    table.text('problem', 'longtext').nullable();
    table.primary(['rollout_id', 'number']);
    table.index(['rollout_id', 'outcome'], 'revisions_outcome_idx');
  });

  await knex.schema.createTable('entity_links', table => {
    table.comment('Which catalog entities a rollout runs');
    table
      .string('rollout_id', 36)
      .notNullable()
      .references('id')
      .inTable('rollouts')
      .onDelete('CASCADE');
    table.string('entity_ref').notNullable();
    table.primary(['rollout_id', 'entity_ref']);
    table.index(['entity_ref'], 'entity_links_entity_idx');
  });
}

/**
 * @param {import('knex').Knex} knex
 */
async function createWork(knex) {
  await knex.schema.createTable('outbox', table => {
    table.comment(
      'What clusters have yet to be told: one row a subject, since a newer save replaces the one that waits',
    );
    table
      .string('subject', 45)
      .primary()
      .comment('rollout:<id> or project:<id>');
    table.string('cluster', 63).notNullable();
    table
      .integer('revision')
      .notNullable()
      .comment("The rollout's; 0 where a project waits for its namespace");
    table.string('created_at', INSTANT_LENGTH).notNullable();
    table.integer('attempts').notNullable().defaultTo(0);
    table.string('due_at', INSTANT_LENGTH).notNullable();
    table
      .string('leased_until', INSTANT_LENGTH)
      .nullable()
      .comment('Until then a process works on it');
    table.string('leased_by', 36).nullable();
    table.index(['cluster', 'due_at'], 'outbox_due_idx');
  });

  await knex.schema.createTable('clusters', table => {
    table.comment('What was last known of each cluster');
    table.string('name', 63).primary();
    table.string('state', 16).notNullable();
    table.string('since', INSTANT_LENGTH).notNullable();
    table
      .string('contact_at', INSTANT_LENGTH)
      .nullable()
      .comment('When its watch last proved to be alive');
    table.string('operator', 16).notNullable();
    table.text('facts', 'longtext').nullable();
  });

  await knex.schema.createTable('activity', table => {
    table.comment('Who did what; append-only');
    table.increments('id');
    table.string('project_id', 36).notNullable();
    table.string('rollout_id', 36).nullable();
    table.string('at', INSTANT_LENGTH).notNullable();
    table.string('actor').notNullable();
    table.string('act', 40).notNullable();
    table.integer('revision').nullable();
    table.index(['project_id', 'id'], 'activity_project_idx');
    table.index(['rollout_id', 'id'], 'activity_rollout_idx');
  });

  await knex.schema.createTable('idempotency_keys', table => {
    table.comment(
      'Keys of requests that were answered, so that a retry changes nothing',
    );
    table.string('actor').notNullable();
    table.string('key', 128).notNullable();
    table.string('request_hash', 64).notNullable();
    table.text('result').nullable();
    table.string('created_at', INSTANT_LENGTH).notNullable();
    table.primary(['actor', 'key']);
    table.index(['created_at'], 'idempotency_keys_created_idx');
  });
}

/**
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await createProjects(knex);
  await createRollouts(knex);
  await createWork(knex);
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  const tables = [
    'idempotency_keys',
    'activity',
    'clusters',
    'outbox',
    'entity_links',
    'revisions',
    'rollouts',
    'project_grants',
    'project_tags',
    'projects',
  ];
  for (const table of tables) {
    await knex.schema.dropTable(table);
  }
};
